package dev.millrace.stack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file {@code stack.json}: how to reach the servers of a running stack. It is there as long as all of them can be used,
 * and only its owner may read it. A stack whose JVM was killed leaves it behind: see {@link #isLive}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StackFile(Kafka kafka, Postgres postgres) {
    /** The file's name within the stack's directory. */
    public static final String NAME = "stack.json";

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * The broker.
     *
     * @param pid of its JVM
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Kafka(String bootstrapServers, long pid) {}

    /**
     * The database server.
     *
     * @param jdbcUrl without user and password
     * @param pid of the postmaster
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Postgres(
            String jdbcUrl, String host, int port, String database, String user, String password, long pid) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Postgres[" + jdbcUrl + ", user=" + user + ", pid=" + pid + "]";
        }
    }

    /**
     * Reads the file of a stack.
     *
     * @param directory the stack's
     * @throws StackException {@code STACK_FILE_UNREADABLE}
     */
    public static StackFile read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            StackFile content = MAPPER.readValue(Files.readAllBytes(file), StackFile.class);
            if (content == null || content.isIncomplete()) {
                throw new IOException("it does not name both servers");
            }
            return content;
        } catch (IOException e) {
            throw new StackException(
                    StackException.Code.STACK_FILE_UNREADABLE,
                    file + " cannot be read: " + e.getMessage(),
                    "Start a stack in " + directory + " as this user, and wait until it is ready.",
                    e);
        }
    }

    /** Whether the processes that the file names run. */
    @JsonIgnore
    public boolean isLive() {
        return isAlive(kafka.pid()) && isAlive(postgres.pid());
    }

    void write(Path directory) {
        try {
            OwnFiles.write(directory.resolve(NAME), MAPPER.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers can always be written", e);
        }
    }

    static void delete(Path directory) {
        OwnFiles.deleteTree(directory.resolve(NAME));
    }

    /** Jackson fills in null for what a file leaves out, whatever the types say. */
    private boolean isIncomplete() {
        return MAPPER.<JsonNode>valueToTree(this).findValues("pid").size() < 2;
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
