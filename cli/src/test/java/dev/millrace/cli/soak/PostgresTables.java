package dev.millrace.cli.soak;

import java.util.List;

/** What a connector has in a database: tables, versions and progress, all of it or of one table, at one instant. For one thread at a time. */
record PostgresTables(Administrator administrator) {
    private static final String DUMP = "older";

    /** Copies everything as one snapshot has it, into a schema of its own. */
    void dump() {
        try (Administrator.Transaction transaction = administrator.begin()) {
            transaction.execute("CREATE SCHEMA " + DUMP);
            names().forEach(name -> transaction.execute("CREATE TABLE " + copy(name) + " AS TABLE " + name));
            transaction.commit();
        }
    }

    /** Lets nobody at the tables until the transaction ends. */
    Administrator.Transaction lock() {
        return lock(names());
    }

    /** Lets nobody at a table, its versions and the progress until the transaction ends. */
    Administrator.Transaction lock(String table) {
        return lock(List.of("public." + table, versions(table), "millrace.progress"));
    }

    private Administrator.Transaction lock(List<String> names) {
        Administrator.Transaction transaction = administrator.begin();
        transaction.execute("LOCK TABLE " + String.join(", ", names) + " IN ACCESS EXCLUSIVE MODE");
        return transaction;
    }

    /** Ends all sessions of the role, and then the transaction: nobody who saw the state of before goes on in that of after. */
    static void commitWithoutSessions(Administrator.Transaction transaction) {
        transaction.execute(endSessions());
        transaction.commit();
        transaction.close();
    }

    /** What ends all sessions of the role, and waits for it. */
    static String endSessions() {
        return "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '" + PostgresRole.NAME
                + "'";
    }

    /** Puts the dump in the place of what there is. */
    void restore(Administrator.Transaction transaction) {
        for (String name : names()) {
            transaction.execute("TRUNCATE " + name);
            transaction.execute("INSERT INTO " + name + " SELECT * FROM " + copy(name));
        }
    }

    /** Takes a table back to where nothing had been written to it, so that all of its topic is written again. */
    static void empty(String table, String topic, Administrator.Transaction transaction) {
        transaction.execute("TRUNCATE public." + table + ", " + versions(table));
        transaction.execute("DELETE FROM millrace.progress WHERE topic = '" + topic + "'");
    }

    private static String versions(String table) {
        return "millrace.\"public." + table + "\"";
    }

    private static String copy(String name) {
        return DUMP + ".\"" + name.replace("\"", "") + "\"";
    }

    /** Of all tables, quoted where they have to be. */
    private List<String> names() {
        return administrator.query(
                "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'millrace')");
    }
}
