package dev.millrace.core.topics;

import org.apache.kafka.common.errors.ApiException;

/** The broker has understood a question and said no. */
final class BrokerRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final ApiException error;

    BrokerRefusal(ApiException error) {
        super(error);
        this.error = error;
    }

    ApiException error() {
        return error;
    }

    /** The error by its class: its text may be anything. */
    String code() {
        return error.getClass().getSimpleName();
    }
}
