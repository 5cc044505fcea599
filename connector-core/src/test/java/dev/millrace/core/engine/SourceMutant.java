package dev.millrace.core.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The engine with one piece of its source replaced, compiled for a class loader of its own: a defect to try the tests with, which
 * fails to apply when the source moves on.
 */
final class SourceMutant {
    private static final String PACKAGE = "dev.millrace.core.engine.";
    private static final Path SOURCES = Path.of("src/main/java/dev/millrace/core/engine");

    private final ClassLoader loader;

    /**
     * One replacement.
     *
     * @param file of the engine, as {@code Commits.java}
     * @param original stands in the file exactly once
     */
    record Edit(String file, String original, String replacement) {}

    SourceMutant(List<Edit> edits) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Edit edit : edits) {
            @Nullable String source = sources.get(edit.file());
            if (source == null) {
                source = Files.readString(SOURCES.resolve(edit.file()));
            }
            int at = source.indexOf(edit.original());
            if (at < 0 || source.indexOf(edit.original(), at + 1) >= 0) {
                throw new AssertionError(edit.file() + " does not have this exactly once: " + edit.original());
            }
            sources.put(edit.file(), source.replace(edit.original(), edit.replacement()));
        }
        this.loader = new Loader(compile(sources));
    }

    /** Runs the simulation of a seed with the defect; what it throws comes out as it is. */
    void simulate(long seed) throws Throwable {
        try {
            Class<?> simulation = loader.loadClass(PACKAGE + "Simulation");
            var constructor = simulation.getDeclaredConstructor(long.class);
            constructor.setAccessible(true);
            var run = simulation.getDeclaredMethod("run");
            run.setAccessible(true);
            run.invoke(constructor.newInstance(seed));
        } catch (java.lang.reflect.InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static Map<String, byte[]> compile(Map<String, String> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavaFileManager intoMemory = new ForwardingJavaFileManager<>(files) {
                @Override
                public JavaFileObject getJavaFileForOutput(
                        Location location, String name, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
                    return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                        @Override
                        public OutputStream openOutputStream() {
                            return classes.computeIfAbsent(name, any -> new ByteArrayOutputStream());
                        }
                    };
                }
            };
            List<JavaFileObject> texts = new ArrayList<>();
            sources.forEach((file, source) ->
                    texts.add(new SimpleJavaFileObject(URI.create("memory:///" + file), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreErrors) {
                            return source;
                        }
                    }));
            boolean compiled = compiler.getTask(null, intoMemory, null, List.of("-proc:none", "-nowarn"), null, texts)
                    .call();
            if (!compiled) {
                throw new AssertionError("the mutant of " + sources.keySet() + " does not compile");
            }
        }
        Map<String, byte[]> bytes = new HashMap<>();
        classes.forEach((name, written) -> bytes.put(name, written.toByteArray()));
        return bytes;
    }

    /** The engine's package is loaded anew, so that all of it is in one run-time package; everything else is shared. */
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> mutated;

        Loader(Map<String, byte[]> mutated) {
            super(SourceMutant.class.getClassLoader());
            this.mutated = mutated;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            byte[] bytes = mutated.get(name);
            if (bytes == null) {
                try (InputStream original = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    if (original == null) {
                        throw new ClassNotFoundException(name);
                    }
                    bytes = original.readAllBytes();
                } catch (IOException unreadable) {
                    throw new ClassNotFoundException(name, unreadable);
                }
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
