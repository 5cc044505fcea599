package dev.millrace.core.config;

/**
 * Something that a person has to mend.
 *
 * @param path where: a key of the configuration, or a table and column of the target
 * @param what is wrong, with what was found; one line
 * @param fix what to do; one line
 */
public record Problem(ProblemCode code, String path, String what, String fix) {

    /** One line: code, path, what, fix. It ends without a full stop: many a fix ends with a command to copy. */
    @Override
    public String toString() {
        return code + " at " + path + ": " + what + ". Fix: " + fix;
    }
}
