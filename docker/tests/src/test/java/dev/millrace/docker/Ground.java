package dev.millrace.docker;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.millrace.stack.LocalStack;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackFile;
import dev.millrace.stack.StackListener;
import dev.millrace.stack.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The images, and one stack with all servers, for every test class that asks for it; skips the test where there are none. */
final class Ground implements ParameterResolver {

    /** Closed by the store that holds it. */
    private static final class Ready implements AutoCloseable {
        private final Optional<String> missing;
        private final Optional<Path> directory;
        private final Optional<LocalStack> stack;

        Ready() {
            try {
                missing = Images.build();
                directory =
                        missing.isPresent() ? Optional.empty() : Optional.of(Files.createTempDirectory("millrace-"));
                stack = directory.map(path -> LocalStack.start(path, servers(), Storage.DURABLE, StackListener.NONE));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }

        private static EnumSet<ServerKind> servers() {
            EnumSet<ServerKind> servers = EnumSet.allOf(ServerKind.class);
            servers.removeIf(kind -> kind.missing().isPresent());
            return servers;
        }

        @Override
        public void close() throws IOException {
            stack.ifPresent(LocalStack::close);
            if (directory.isPresent()) {
                try (Stream<Path> files = Files.walk(directory.get())) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        Class<?> type = parameter.getParameter().getType();
        return type == StackFile.class || type == LocalStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        // Not the root's: Surefire executes each class by itself, all of them in one session.
        Ready ready = extension
                .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Ready.class, type -> new Ready(), Ready.class);
        ready.missing.ifPresent(why -> abort(why));
        LocalStack stack = ready.stack.orElseThrow();
        return parameter.getParameter().getType() == StackFile.class ? stack.file() : stack;
    }
}
