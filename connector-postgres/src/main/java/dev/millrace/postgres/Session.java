package dev.millrace.postgres;

import dev.millrace.core.target.Access;
import java.time.Duration;
import java.util.Properties;

/** How a connection to the server is set up, the first one and the pool's alike. */
final class Session {
    /** A server that is silent for so much longer than its own statement timeout is taken for dead. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private Session() {}

    static Properties driverProperties(PostgresSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", settings.applicationName());
        properties.setProperty("connectTimeout", seconds(settings.connectTimeout()));
        properties.setProperty("loginTimeout", seconds(settings.connectTimeout()));
        properties.setProperty(
                "socketTimeout", seconds(settings.statementTimeout().plus(SILENCE)));
        properties.setProperty("tcpKeepAlive", "true");
        // Details of errors quote rows.
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    /**
     * Set by a statement, since poolers between us and the server refuse options at the start. What the server acknowledges
     * must survive its crash, and where it has a synchronous standby, its loss: every synchronous_commit but the stronger
     * "remote_apply" becomes "on", since "off" waits for nothing, "local" for no standby, and "remote_write" for a standby that
     * has not flushed yet. A transaction that waits for its client longer than a statement may take has lost it on the way: it is
     * ended, or its rows would stay locked until the server finds the connection dead. Each execution is planned anew, in a fraction of a millisecond: a plan kept from when a table was empty would scan it when it is full.
     */
    static String initSql(PostgresSettings settings) {
        return "SELECT " + sql(settings, "false");
    }

    /**
     * The same for one transaction, in which it is the first statement; its first column tells this server's life from those of others.
     * Refused with 25001 where the isolation level is another by default: then it could only be changed by a statement of its own.
     */
    static String transactionSql(PostgresSettings settings, Access access) {
        String readOnly = access == Access.READ ? ", set_config('transaction_read_only', 'on', true)" : "";
        return "SELECT pg_postmaster_start_time()::text || ' ' || coalesce(inet_server_addr()::text, '')"
                + ", set_config('transaction_isolation', 'read committed', true), " + sql(settings, "true") + readOnly;
    }

    private static String sql(PostgresSettings settings, String local) {
        long timeout = Math.max(1, settings.statementTimeout().toMillis());
        return "set_config('statement_timeout', '" + timeout + "', " + local
                + "), set_config('idle_in_transaction_session_timeout', '" + timeout + "', " + local
                + "), set_config('plan_cache_mode', 'force_custom_plan', " + local
                + "), set_config('synchronous_commit', CASE current_setting('synchronous_commit')"
                + " WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, " + local + ")";
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.plusMillis(999).toSeconds()));
    }
}
