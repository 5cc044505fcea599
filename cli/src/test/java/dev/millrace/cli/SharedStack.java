package dev.millrace.cli;

import dev.millrace.stack.LocalStack;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackFile;
import dev.millrace.stack.StackListener;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One Kafka and one PostgreSQL for all test classes of a JVM that ask for them; they end with its last test. */
final class SharedStack implements ParameterResolver {

    /** Closed by the store that holds it. */
    private static final class Running implements AutoCloseable {
        private final RunDirectory directory = RunDirectory.of(Optional.empty());
        private final LocalStack stack = LocalStack.start(
                directory.path(), EnumSet.of(ServerKind.KAFKA, ServerKind.POSTGRES), StackListener.NONE);

        @Override
        public void close() {
            stack.close();
            directory.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == StackFile.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        // Not the root's: Surefire executes each class by itself, all of them in one session.
        return extension
                .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Running.class, type -> new Running(), Running.class)
                .stack
                .file();
    }
}
