package dev.millrace.core.observe;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** What a connector shows of itself. Safe for all threads. */
public record ObservedConnector(PrometheusMeterRegistry registry, Health health, StatusPage page) implements Observed {
    @Override
    public String metrics() {
        return registry.scrape();
    }

    @Override
    public String status() {
        return page.render();
    }

    @Override
    public boolean isAlive() {
        return health.isAlive();
    }

    @Override
    public boolean isReady() {
        return health.isReady();
    }
}
