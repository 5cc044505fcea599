package dev.millrace.postgres;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.core.target.Access;
import java.sql.SQLException;

/** Through the Data API. */
final class DataApiRoute implements Route {
    private static final String CLUSTER = "target.resource-arn";

    private final DataApiServer cluster;
    private final SqlSessions sessions;

    DataApiRoute(PostgresSettings settings, DataApiServer cluster, Access access) {
        this.cluster = cluster;
        this.sessions = new DataApiSessions(settings, cluster, access);
    }

    @Override
    public SqlSession first() throws SQLException {
        return sessions.borrow();
    }

    @Override
    public SqlSessions sessions() {
        return sessions;
    }

    @Override
    public RowTravel travel() {
        return JsonTravel.JSON;
    }

    @Override
    public RuntimeException failure(SQLException error) {
        String code = SqlStateClassifier.code(error);
        return switch (code) {
            case DataApiErrors.LOGIN_REFUSED, "28P01" ->
                refused(
                        ProblemCode.TARGET_LOGIN_REFUSED,
                        "target.secret-arn",
                        "the Data API refused the call, or the secret's login (" + code + ")",
                        "check the policy of the connector's role (docs/iam/rds-data.json), and that the secret has the"
                                + " login of a role of this cluster");
            case "3D000" ->
                refused(
                        ProblemCode.TARGET_LOGIN_REFUSED,
                        "target.database",
                        cluster + " does not exist",
                        "name an existing database, or create it");
            case "42501" ->
                refused(
                        ProblemCode.TARGET_REFUSED,
                        "target.secret-arn",
                        "the secret's role lacks a privilege on " + cluster,
                        "GRANT CONNECT on the database and USAGE on the schemas");
            case "25001" ->
                refused(
                        ProblemCode.TARGET_REFUSED,
                        "target.secret-arn",
                        "the secret's role has another isolation level than READ COMMITTED by default",
                        "ALTER ROLE … SET default_transaction_isolation = 'read committed', or the same for the database");
            case "HttpEndpointNotEnabledException" ->
                refused(
                        ProblemCode.TARGET_REFUSED,
                        CLUSTER,
                        "the cluster has no Data API",
                        "enable it: aws rds enable-http-endpoint --resource-arn ARN");
            default ->
                new UnreachableException(new Problem(
                        ProblemCode.TARGET_UNREACHABLE,
                        CLUSTER,
                        "the Data API gives no access to " + cluster + " (" + code + ")",
                        "check the ARN, region and endpoint, the network, and that the cluster runs"));
        };
    }

    @Override
    public ConfigurationException unsuitable(String what, String fix) {
        return refused(ProblemCode.TARGET_REFUSED, CLUSTER, cluster + " " + what, fix);
    }

    private static ConfigurationException refused(ProblemCode code, String path, String what, String fix) {
        return new ConfigurationException(new Problem(code, path, what, fix));
    }

    @Override
    public void close() {
        sessions.close();
    }

    @Override
    public String toString() {
        return cluster.toString();
    }
}
