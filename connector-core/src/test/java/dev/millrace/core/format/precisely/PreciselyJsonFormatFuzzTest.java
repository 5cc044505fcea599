package dev.millrace.core.format.precisely;

import dev.millrace.core.format.FormatFuzz;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceTable;
import dev.millrace.core.format.SourceTables;
import dev.millrace.core.format.StoreClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreciselyJsonFormatFuzzTest {
    private static final List<String> VALID = List.of(
            "{'object_name':'ACCT','change_op':'U','stck':'7D91048BCA000000','before_image':{'ID':1,'NAME':'\u00e4\\ud83d\\ude00'},"
                    + "'user':[1,{'x':null}],'after_image':{'ID':-1.5E+10,'NAME':null,'OPEN':true},'n':'17'}");

    @Test
    void anyBytesAreReadOrRejected() {
        SourceOrder order = new SourceOrder(StoreClock.STCK, 0, 0, Duration.ZERO, Duration.ofHours(1));
        PreciselyTags tags =
                new PreciselyTags("object_name", "change_op", "stck", "before_image", "after_image", Optional.of("n"));
        SourceTables tables = new SourceTables(List.of(new SourceTable("ACCT", order)));
        PreciselyJsonFormat format = new PreciselyJsonFormat(tags, RecordRules.strict(), LoadRules.none(), tables);
        Set<String> places = Set.of(
                "value",
                "end of value",
                "object_name",
                "change_op",
                "stck",
                "before_image",
                "after_image",
                "n",
                "ACCT");
        new FormatFuzz(format, VALID, places).run();
    }
}
