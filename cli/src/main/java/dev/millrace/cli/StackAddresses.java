package dev.millrace.cli;

import dev.millrace.stack.StackFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Shows how to reach the servers of a stack. */
public final class StackAddresses {
    private StackAddresses() {}

    /**
     * @param directory of the stack
     * @param keyspace of Cassandra that has the tables; empty: there is none yet
     */
    public static void print(StackFile file, Path directory, Optional<String> keyspace, PrintWriter out) {
        file.servers().values().forEach(server -> print(server, keyspace, out));
        out.println("addresses   " + directory.resolve(StackFile.NAME));
        out.flush();
    }

    private static void print(StackFile.Running server, Optional<String> keyspace, PrintWriter out) {
        if (server instanceof StackFile.Kafka kafka) {
            out.println("Kafka       " + kafka.bootstrapServers());
        } else if (server instanceof StackFile.Postgres postgres) {
            out.println("PostgreSQL  " + postgres.jdbcUrl() + "?user=" + postgres.user() + "&password="
                    + postgres.password());
            out.println("psql        PGPASSWORD=" + postgres.password() + " psql -h " + postgres.host() + " -p "
                    + postgres.port() + " -U " + postgres.user() + " " + postgres.database());
        } else if (server instanceof StackFile.DynamoDb dynamodb) {
            out.println("DynamoDB    " + dynamodb.endpoint());
            out.println("aws         AWS_ACCESS_KEY_ID=" + dynamodb.accessKeyId() + " AWS_SECRET_ACCESS_KEY="
                    + dynamodb.secretAccessKey() + " aws dynamodb list-tables --region " + dynamodb.region()
                    + " --endpoint-url " + dynamodb.endpoint());
        } else if (server instanceof StackFile.Cassandra cassandra) {
            out.println("Cassandra   " + cassandra.host() + ":" + cassandra.port());
            out.println("cqlsh       cqlsh "
                    + keyspace.map(name -> "-k " + name + " ").orElse("") + cassandra.host() + " " + cassandra.port());
        } else if (server instanceof StackFile.Redis redis) {
            out.println("Redis       " + redis.host() + ":" + redis.port());
            out.println("redis-cli   REDISCLI_AUTH=" + redis.password() + " redis-cli -h " + redis.host() + " -p "
                    + redis.port());
        }
    }
}
