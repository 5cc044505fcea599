package dev.millrace.bench.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.run.BenchFailure;

/** Kafka Connect with one sink at a time, over its REST interface. */
final class ConnectContestant implements Contestant {
    static final String PATH = "/connectors";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CAUSE = 400;

    private final EntrantJvm jvm;
    private String sink = PATH;

    /** @param jvm ends with this */
    ConnectContestant(EntrantJvm jvm) {
        this.jvm = jvm;
    }

    @Override
    public void start(PassSpec spec) throws InterruptedException {
        sink = PATH + "/" + spec.group();
        try {
            jvm.send("PUT", sink + "/config", JSON.writeValueAsString(new DebeziumConfig(spec).properties()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public PassState state() throws InterruptedException {
        String status = jvm.send("GET", sink + "/status", "");
        if (status.contains("\"FAILED\"")) {
            throw new BenchFailure("the sink failed: " + cause(status));
        }
        return PassState.UNDER_WAY;
    }

    /** What lies at the bottom of the trace. */
    private static String cause(String status) {
        String last = status.substring(Math.max(0, status.lastIndexOf("Caused by: ")));
        return last.substring(0, Math.min(CAUSE, last.length())).replaceFirst("\\\\n.*", "");
    }

    @Override
    public void stop() throws InterruptedException {
        jvm.send("DELETE", sink, "");
    }

    /** Connect names it. */
    @Override
    public String group(PassSpec spec) {
        return "connect-" + spec.group();
    }

    @Override
    public long pid() {
        return jvm.pid();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
