package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.Certificates;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Truth;
import dev.millrace.cli.verify.Verification;
import dev.millrace.cli.verify.Verifier;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.pipeline.StageFiles;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments of a hierarchy, a file with every clause of a copybook, and a table, from their source over mutual TLS into all stores that can run here. */
@Tag("once")
final class GeneratedSourceTest {
    private static final int CHANGES = 3_000;
    private static final TopicNames NAMES = new TopicNames("generated");

    private static final String CUSTOMER = """
                   01  CUSTOMER.
                       05  CUSTOMER-ID       PIC 9(9) COMP.
                       05  CUSTOMER-NAME.
                           10  FIRST-NAME    PIC X(12).
                           10  LAST-NAME     PIC X(20).
                       05  CREDIT-LIMIT      PIC S9(9)V99 COMP-3.
                       05  FILLER            PIC X(5).
                       05  RATING            PIC S9(3) SIGN LEADING SEPARATE.
            """;
    private static final String PARENTS = """
                   01  PARENTS.
                       05  CUSTOMER-ID       PIC 9(9) COMP.
            """;
    private static final String ACCOUNT = """
                   01  ACCOUNT.
                       05  ACCOUNT-ID        PIC X(8).
                       05  BALANCE           PIC S9(13)V9(4) COMP-3.
                       05  OPENED            PIC 9(8).
            """;
    private static final String BRANCH = """
                   01  BRANCH.
                       05  BRANCH-ID         PIC S9(9) COMP.
                       05  CITY              PIC X(25).
                       05  TURNOVER          PIC S9(15)V99 COMP-3.
            """;

    private static final String POLICY = """
                   01  POLICY.
                       05  POLICY-NO         PIC 9(8) COMP.
                       05  HOLDER            PIC N(6).
                       05  KIND              PIC X(3).
                           88  IS-CAR        VALUE 'CAR'.
                       05  CAR-DATA.
                           10  PLATE         PIC X(8).
                           10  POWER         PIC S9(5) COMP-3.
                       05  LIFE-DATA REDEFINES CAR-DATA.
                           10  RATE          COMP-2.
                           10  YEARS         PIC 9(3).
                       05  RISK              COMP-1.
                       05  PAID              PIC 9(3)V99 OCCURS 3.
                       05  CLAIM-COUNT       PIC 9.
                       05  CLAIMS OCCURS 0 TO 4 DEPENDING ON CLAIM-COUNT.
                           10  AMOUNT        PIC S9(5)V99 COMP-3.
                           10  SHARE         COMP-1.
                           10  STEPS         PIC X(3) OCCURS 2.
                           10  CAUSE         PIC X(4).
                           10  CAUSE-NO REDEFINES CAUSE PIC 9(4).
                       05  NOTE              PIC X(5).
            """;
    private static final List<String> POLICY_ENCODING =
            List.of("float: ieee", "choose: [CAR-DATA=IS-CAR, \"LIFE-DATA=KIND='LIF'\"]");

    private static final SourceTable CUSTOMERS = table(
            "IMS",
            "CUSTOMER",
            List.of("CUSTOMER_ID"),
            number("CUSTOMER_ID", 10, 0),
            text("FIRST_NAME", 12),
            text("LAST_NAME", 20),
            number("CREDIT_LIMIT", 11, 2),
            number("RATING", 3, 0));
    private static final SourceTable ACCOUNTS = table(
            "IMS",
            "ACCOUNT",
            List.of("CUSTOMER_ID", "ACCOUNT_ID"),
            number("CUSTOMER_ID", 10, 0),
            text("ACCOUNT_ID", 8),
            number("BALANCE", 17, 4),
            number("OPENED", 8, 0));
    private static final SourceTable BRANCHES = table(
            "DB2",
            "BRANCH",
            List.of("BRANCH_ID"),
            number("BRANCH_ID", 10, 0),
            text("CITY", 25),
            number("TURNOVER", 17, 2));
    private static final SourceTable POLICIES = table(
            "VSAM",
            "POLICY",
            List.of("POLICY_NO"),
            number("POLICY_NO", 10, 0),
            text("HOLDER", 6),
            text("KIND", 3),
            sometimes(text("PLATE", 8)),
            sometimes(number("POWER", 5, 0)),
            sometimes(floating("RATE")),
            sometimes(number("YEARS", 3, 0)),
            floating("RISK"),
            array("PAID", new ColumnKind.Decimal(5, 2)),
            number("CLAIM_COUNT", 1, 0),
            array(
                    "CLAIMS",
                    new ColumnKind.Struct(List.of(
                            number("AMOUNT", 7, 2),
                            floating("SHARE"),
                            array("STEPS", new ColumnKind.Text(3)),
                            sometimes(text("CAUSE", 4)),
                            sometimes(number("CAUSE_NO", 4, 0))))),
            text("NOTE", 5));
    private static final List<SourceTable> TABLES = List.of(CUSTOMERS, ACCOUNTS, BRANCHES, POLICIES);

    @TempDir
    private Path directory;

    @Test
    void a_hierarchy_a_file_of_every_clause_and_a_table_come_out_equal_in_every_store() throws Exception {
        Files.createDirectory(directory.resolve(DemoDirectory.TEMPORARY));
        StageFiles files = new StageFiles(
                directory.resolve(DemoDirectory.STAGES),
                Map.of(
                        CUSTOMERS.objectName(), new StageFiles.Layout(CUSTOMER),
                        ACCOUNTS.objectName(), new StageFiles.Layout(ACCOUNT, Optional.of(PARENTS), 1, List.of()),
                        POLICIES.objectName(), new StageFiles.Layout(POLICY, Optional.empty(), 0, POLICY_ENCODING)),
                mutualTls());
        files.writeCopybooks(TABLES);
        Path branch = directory.resolve("BRANCH.cpy");
        Files.writeString(branch, BRANCH);
        Set<ServerKind> servers = EnumSet.of(ServerKind.KAFKA);
        for (TargetKind target : TargetKind.values()) {
            if (target.server().missing().isEmpty()) {
                servers.add(target.server());
            }
        }
        try (LocalStack stack = LocalStack.start(directory, servers, StackListener.NONE);
                Topics topics = new Topics(stack.file().kafka().bootstrapServers(), TABLES, NAMES);
                Stages stages = new Stages(
                        directory,
                        files,
                        files.writeCapture(workload(files, branch)),
                        files.writeDispatcher(
                                stack.file().kafka().bootstrapServers(),
                                TABLES,
                                NAMES,
                                List.of("duplicates-per-thousand: 50", "late-per-thousand: 20")))) {
            stages.start(port -> port);
            StagedStream stream = new StagedStream(stages, files);
            // Up to the workload's end.
            stages.capture(0, 0);
            stream.finish();
            Path truthFile = directory.resolve("truth.jsonl");
            stream.writeTruth(truthFile);
            Truth truth = Truth.read(truthFile);
            assertEquals(TABLES, truth.tables());
            for (TargetKind target : TargetKind.in(stack.file())) {
                assertEqual(target, stack, topics, truth, files);
            }
        }
    }

    private void assertEqual(TargetKind target, LocalStack stack, Topics topics, Truth truth, StageFiles files)
            throws Exception {
        Path config = directory.resolve(target.key() + ".yaml");
        Files.writeString(config, ConnectorFile.rawYaml(target, stack.file(), TABLES, NAMES, files));
        try (MillraceProcess connector =
                MillraceProcess.connector(target, directory, config, ConnectorFile.environment(target, stack.file()))) {
            connector.start();
            connector.awaitReady();
            new Replica(target, connector, topics).catchUp();
            Verification found = Verifier.compare(truth, target, stack.file());
            assertEquals(0, found.differences(), () -> target + ": " + String.join("\n", found.first()));
            assertTrue(found.rows() > 300, found.rows() + " rows");
            assertEquals(Map.of(), topics.deadLetters(ConnectorFile.group(target)));
        }
    }

    private List<String> mutualTls() throws Exception {
        Path files = Files.createDirectory(directory.resolve("tls"));
        Certificates.write(files);
        return List.of(
                "mode: mutual",
                "ca-file: " + files.resolve("ca.crt"),
                "certificate-file: " + files.resolve("tls.crt"),
                "key-file: " + files.resolve("tls.key"));
    }

    private static List<String> workload(StageFiles files, Path branch) {
        return List.of(
                "type: generator",
                "changes: " + CHANGES,
                "load: concurrent",
                "objects:",
                "  - object: IMS.CUSTOMER",
                "    kind: ims",
                "    key: [CUSTOMER_ID]",
                "    rows: 150",
                "    copybook: " + files.copybook(CUSTOMERS).orElseThrow(),
                "  - object: IMS.ACCOUNT",
                "    kind: ims",
                "    key: [ACCOUNT_ID]",
                "    parent: IMS.CUSTOMER",
                "    rows: 300",
                "    copybook: " + files.copybook(ACCOUNTS).orElseThrow(),
                "    parent-copybook: " + files.parentCopybook(ACCOUNTS).orElseThrow(),
                "  - object: DB2.BRANCH",
                "    kind: db2",
                "    key: [BRANCH_ID]",
                "    rows: 50",
                "    copybook: " + branch,
                "  - object: VSAM.POLICY",
                "    kind: vsam",
                "    key: [POLICY_NO]",
                "    rows: 100",
                "    copybook: " + files.copybook(POLICIES).orElseThrow(),
                "    " + POLICY_ENCODING.get(0),
                "    " + POLICY_ENCODING.get(1));
    }

    private static SourceTable table(String schema, String name, List<String> key, SourceColumn... columns) {
        return new SourceTable(schema, name, List.of(columns), key);
    }

    private static SourceColumn number(String name, int digits, int scale) {
        return new SourceColumn(name, new ColumnKind.Decimal(digits, scale));
    }

    private static SourceColumn floating(String name) {
        return new SourceColumn(name, new ColumnKind.Floating());
    }

    private static SourceColumn array(String name, ColumnKind element) {
        return new SourceColumn(name, new ColumnKind.Array(element));
    }

    private static SourceColumn sometimes(SourceColumn column) {
        return new SourceColumn(column.name(), column.kind(), SourceColumn.Presence.SOMETIMES);
    }

    private static SourceColumn text(String name, int length) {
        return new SourceColumn(name, new ColumnKind.Text(length));
    }
}
