package dev.millrace.core.format;

/** The registry that has a record's schema does not answer: the record is read again later. Has no stack trace; it is an answer. */
public final class SchemaUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param cause what the registry said or did not say, without a record's content and without secrets */
    public SchemaUnavailable(String cause) {
        super(cause, null, false, false);
    }
}
