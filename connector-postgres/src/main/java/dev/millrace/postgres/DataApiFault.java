package dev.millrace.postgres;

import java.sql.SQLException;

/** Something about the service, not about what was sent: no row is to blame. Its SQLSTATE is the server's, or the service's own name. */
final class DataApiFault extends SQLException {
    private static final long serialVersionUID = 1L;

    DataApiFault(String code) {
        super("the Data API answers no statement now", code);
    }
}
