package dev.millrace.bench.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A {@link PassHost}. */
final class OwnContestant implements Contestant {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EntrantJvm jvm;

    /** @param jvm ends with this */
    OwnContestant(EntrantJvm jvm) {
        this.jvm = jvm;
    }

    @Override
    public void start(PassSpec spec) throws InterruptedException {
        try {
            jvm.send("PUT", PassHost.PATH, JSON.writeValueAsString(spec));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public PassState state() throws InterruptedException {
        try {
            return JSON.readValue(jvm.send("GET", PassHost.PATH, ""), PassState.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void stop() throws InterruptedException {
        jvm.send("DELETE", PassHost.PATH, "");
    }

    @Override
    public String group(PassSpec spec) {
        return spec.group();
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
