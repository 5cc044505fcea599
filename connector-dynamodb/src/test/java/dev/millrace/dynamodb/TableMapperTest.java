package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.Problem;
import dev.millrace.core.target.ColumnTypes;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a table's definition is refused without asking the service. */
class TableMapperTest {

    private static String key(TableSettings settings) {
        return new TableMapper(settings).map().orElseThrow().key().describe();
    }

    private static Problem onlyProblem(TableSettings settings) {
        TableMapper mapper = new TableMapper(settings);
        assertTrue(mapper.map().isEmpty());
        assertEquals(1, mapper.problems().size(), mapper.problems()::toString);
        return mapper.problems().get(0);
    }

    private static TableSettings templates(String pk, String sk) {
        return Samples.table(
                "card", Optional.of(pk), Optional.of(sk), List.of("a", "b", "c"), "a bigint", "b text", "c boolean");
    }

    @Test
    void oneColumnIsThePartitionKeyAndTheSecondTheSortKey() {
        assertEquals("a N HASH", key(Samples.table("t", List.of("a"), "a numeric(38,0)")));
        assertEquals(
                "b S HASH, a B RANGE", key(Samples.table("t", List.of("b", "a"), "a binary(4)", "b timestamp(6)")));
    }

    @Test
    void moreColumnsNeedATemplateAndTheMessageShowsOne() {
        Problem problem = onlyProblem(Samples.table("t", List.of("a", "b", "c"), "a bigint", "b bigint", "c bigint"));
        assertEquals("tables[0].pk", problem.path());
        assertEquals("join them, as in pk: \"{a}#{b}\" and sk: \"{c}\"", problem.fix());
    }

    @Test
    void templatesMustNameEveryColumnOfTheKey() {
        assertEquals("pk S HASH, sk S RANGE", key(templates("A#{A}", "{b}#{c}")));
        Problem problem = onlyProblem(templates("A#{a}", "{b}"));
        assertEquals("tables[0].pk", problem.path());
        assertEquals("two rows that differ only in {c} would be one item", problem.what());
    }

    @Test
    void aTemplateThatIsNoneIsToldWithItsPath() {
        assertEquals(
                "tables[0].sk", onlyProblem(templates("{a}#{b}#{c}", "{d}")).path());
        assertEquals("tables[0].pk", onlyProblem(templates("{a}{b}", "{c}")).path());
    }

    @Test
    void aSortKeyAloneIsRefused() {
        TableSettings table = Samples.table("t", Optional.empty(), Optional.of("{a}"), List.of("a"), "a bigint");
        assertEquals("tables[0].sk", onlyProblem(table).path());
    }

    @Test
    void aTruthValueIsNoKeyOfItsOwn() {
        assertEquals(
                "tables[0].key",
                onlyProblem(Samples.table("t", List.of("a"), "a boolean")).path());
    }

    @Test
    void noColumnHasTheNameOfAnAttributeOfTheConnectorsOwn() {
        assertEquals(
                "tables[0].columns",
                onlyProblem(Samples.table("t", List.of("a"), "a bigint", "millrace_expires bigint"))
                        .path());
        TableSettings taken =
                Samples.table("t", Optional.of("A#{a}"), Optional.empty(), List.of("a"), "a bigint", "pk text");
        assertEquals("tables[0].pk-name", onlyProblem(taken).path());
    }

    /** The service has a limit of 32 levels; more of them cannot even be written as a type. */
    @Test
    void whatNestsAsDeepAsATypeCanBeWrittenFitsTheService() {
        String most = "array<".repeat(30) + "date" + ">".repeat(30);
        assertEquals("a N HASH", key(Samples.table("t", List.of("a"), "a bigint", "b " + most)));
        assertTrue(ColumnTypes.parse("array<array<array<" + most + ">>>").isEmpty());
    }
}
