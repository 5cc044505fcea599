package dev.millrace.stack;

import java.util.Locale;

/**
 * An operating system and a processor, for which programs are built.
 *
 * @param system as Java calls it
 * @param processor as Java calls it
 */
record Platform(String system, String processor) {

    /** The one that runs this JVM. */
    static Platform ofThisJvm() {
        return new Platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /** {@code linux} or {@code darwin}; what Java says of others. */
    String systemName() {
        String name = system.toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    /** The processor in the words of those who packed the programs; what Java says of other processors. */
    String processorName(String x8664, String arm64) {
        return switch (processor) {
            case "amd64", "x86_64" -> x8664;
            case "aarch64", "arm64" -> arm64;
            default -> processor;
        };
    }

    /** There are no programs for this platform. */
    StackException unsupported(String server, String fix) {
        return new StackException(
                StackException.Code.PLATFORM_UNSUPPORTED,
                "There are no " + server + " programs for " + system + " on " + processor + ".",
                fix);
    }
}
