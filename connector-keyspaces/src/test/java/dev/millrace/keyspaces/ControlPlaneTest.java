package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;

/** Tables through the control plane, against a stand-in that speaks its protocol. */
class ControlPlaneTest {
    private static final TableDefinition TABLE = Tables.mapped(
                    "account", List.of("branch", "id"), "branch text", "id bigint", "tags array<text>")
            .definition();

    private final List<Duration> rests = new ArrayList<>();
    private ControlPlaneStandIn standIn;
    private ControlPlaneCreator creator;

    @BeforeEach
    void start() throws IOException {
        standIn = new ControlPlaneStandIn();
        KeyspacesClient client = standIn.client();
        creator = new ControlPlaneCreator(client, rests::add);
    }

    @AfterEach
    void stop() {
        creator.close();
        standIn.close();
    }

    @Test
    void aTableIsCreatedWithItsKeysAndAwaitedUntilItIsActive() {
        standIn.answer("CreateTable", "{\"resourceArn\":\"arn:aws:cassandra:::t\"}");
        standIn.answer("GetTable", status("CREATING"));
        standIn.answer("GetTable", status("CREATING"));
        standIn.answer("GetTable", status("ACTIVE"));
        creator.createTable(TABLE);

        assertEquals(List.of("CreateTable", "GetTable", "GetTable", "GetTable"), standIn.asked());
        assertEquals(
                "{\"keyspaceName\":\"bank\",\"tableName\":\"account\",\"schemaDefinition\":{\"allColumns\":["
                        + "{\"name\":\"branch\",\"type\":\"text\"},{\"name\":\"id\",\"type\":\"bigint\"},"
                        + "{\"name\":\"tags\",\"type\":\"frozen<list<text>>\"},"
                        + "{\"name\":\"millrace_version\",\"type\":\"blob\"},"
                        + "{\"name\":\"millrace_deleted\",\"type\":\"boolean\"}],"
                        + "\"partitionKeys\":[{\"name\":\"branch\"}],"
                        + "\"clusteringKeys\":[{\"name\":\"id\",\"orderBy\":\"ASC\"}]}}",
                standIn.bodies().get(0));
        assertEquals(2, rests.size());
    }

    @Test
    void aTableThatSomebodyElseCreatesMeanwhileIsAwaited() {
        standIn.refuse("CreateTable", 409, "ConflictException");
        standIn.answer("GetTable", status("CREATING"));
        standIn.answer("GetTable", status("ACTIVE"));
        creator.createTable(TABLE);
        assertEquals(1, rests.size());
    }

    @Test
    void aTableThatIsNotInSightYetIsAwaited() {
        standIn.answer("CreateTable", "{\"resourceArn\":\"arn:aws:cassandra:::t\"}");
        standIn.refuse("GetTable", 404, "ResourceNotFoundException");
        standIn.answer("GetTable", status("ACTIVE"));
        creator.createTable(TABLE);
        assertEquals(1, rests.size());
    }

    @Test
    void aTableThatNeverBecomesActiveIsGivenUp() {
        standIn.answer("CreateTable", "{\"resourceArn\":\"arn:aws:cassandra:::t\"}");
        standIn.always("GetTable", status("CREATING"));
        UnreachableException late = assertThrows(UnreachableException.class, () -> creator.createTable(TABLE));
        assertTrue(late.problem().what().contains("bank.account was not active after 180 s"), late::toString);
        assertEquals(180, rests.size());
    }

    @Test
    void aKeyspaceIsCreatedAndAwaited() {
        standIn.answer("CreateKeyspace", "{\"resourceArn\":\"arn:aws:cassandra:::k\"}");
        standIn.refuse("GetKeyspace", 404, "ResourceNotFoundException");
        standIn.answer(
                "GetKeyspace",
                "{\"keyspaceName\":\"bank\",\"resourceArn\":\"arn\",\"replicationStrategy\":\"SINGLE_REGION\"}");
        creator.createKeyspace("bank");
        assertEquals(List.of("CreateKeyspace", "GetKeyspace", "GetKeyspace"), standIn.asked());
        assertEquals("{\"keyspaceName\":\"bank\"}", standIn.bodies().get(0));
    }

    @Test
    void aDenialSaysWhatToAllow() {
        standIn.refuse("CreateTable", 400, "AccessDeniedException");
        SdkException denied = assertThrows(SdkException.class, () -> creator.createTable(TABLE));
        ConfigurationException refused =
                assertInstanceOf(ConfigurationException.class, failure().ofControlPlane(denied));
        assertEquals(ProblemCode.TARGET_REFUSED, refused.problems().get(0).code());
        assertTrue(refused.toString().contains("cassandra:Create"), refused::toString);
    }

    @Test
    void aQuotaIsToldByItsCode() {
        standIn.refuse("CreateTable", 402, "ServiceQuotaExceededException");
        SdkException full = assertThrows(SdkException.class, () -> creator.createTable(TABLE));
        assertTrue(failure().ofControlPlane(full).toString().contains("ServiceQuotaExceededException"));
    }

    @Test
    void aControlPlaneThatIsGoneIsUnreachable() {
        standIn.close();
        SdkException gone = assertThrows(SdkException.class, () -> creator.createTable(TABLE));
        assertInstanceOf(UnreachableException.class, failure().ofControlPlane(gone));
    }

    private static OpenFailure failure() {
        return new OpenFailure(Settings.of(List.of()).build());
    }

    private static String status(String status) {
        return "{\"keyspaceName\":\"bank\",\"tableName\":\"account\",\"resourceArn\":\"arn\",\"status\":\"" + status
                + "\"}";
    }
}
