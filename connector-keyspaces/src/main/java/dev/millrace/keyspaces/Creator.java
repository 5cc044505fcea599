package dev.millrace.keyspaces;

/**
 * Creates what is missing. What is there already, or is being created by somebody else meanwhile, is no failure. Returns when it
 * can be used.
 */
interface Creator extends AutoCloseable {

    /** @throws RuntimeException of the client where it is refused */
    void createKeyspace(String name);

    /** @throws RuntimeException of the client where it is refused */
    void createTable(TableDefinition table);

    @Override
    void close();
}
