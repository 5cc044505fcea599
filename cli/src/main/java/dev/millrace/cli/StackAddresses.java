package dev.millrace.cli;

import dev.millrace.stack.StackFile;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Shows how to reach the servers of a stack. */
public final class StackAddresses {
    private StackAddresses() {}

    /** @param directory of the stack */
    public static void print(StackFile file, Path directory, PrintWriter out) {
        out.println("Kafka       " + file.kafka().bootstrapServers());
        out.println("PostgreSQL  " + file.postgres().jdbcUrl() + "?user="
                + file.postgres().user() + "&password=" + file.postgres().password());
        out.println("psql        PGPASSWORD=" + file.postgres().password() + " psql -h "
                + file.postgres().host() + " -p " + file.postgres().port() + " -U "
                + file.postgres().user() + " " + file.postgres().database());
        out.println("addresses   " + directory.resolve(StackFile.NAME));
        out.flush();
    }
}
