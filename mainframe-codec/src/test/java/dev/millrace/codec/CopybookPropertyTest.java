package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CopybookPropertyTest {

    @Property(tries = 2000)
    void everyItemBeginsAndEndsAtTheBytesThatAreItsOwn(
            @ForAll("records") Layouts.Branch layout, @ForAll @IntRange(min = 0, max = 3) int style) {
        Copybook copybook = Copybook.parse("random.cpy", Layouts.source(layout, style));
        List<String> bytes = Layouts.bytes(layout);

        assertEquals(bytes.size(), copybook.recordLength());
        check(layout, copybook.root(), "", bytes);
    }

    private static void check(Layouts.Node node, Item item, String parent, List<String> bytes) {
        String path = parent + "/" + node.name();
        assertEquals(node.name().isEmpty() ? Item.FILLER : node.name(), item.name());
        assertEquals(node.occurs() == 0 ? Occurs.ONCE : new Occurs.Fixed(node.occurs()), item.occurs());
        String first = path + (node.occurs() == 0 ? "" : "(1)");
        if (!node.name().isEmpty()) {
            assertEquals(firstByte(bytes, first), item.offset(), path);
            assertEquals(count(bytes, first), item.length(), path);
            assertEquals(node.occurs() == 0 ? item.length() : count(bytes, path), item.size(), path);
        }
        if (node instanceof Layouts.Branch branch) {
            GroupItem group = (GroupItem) item;
            assertEquals(branch.children().size(), group.items().size());
            for (int i = 0; i < branch.children().size(); i++) {
                check(branch.children().get(i), group.items().get(i), first, bytes);
            }
        } else {
            assertTrue(item instanceof ElementItem);
        }
    }

    private static int firstByte(List<String> bytes, String path) {
        for (int i = 0; i < bytes.size(); i++) {
            if (isWithin(bytes.get(i), path)) {
                return i;
            }
        }
        throw new AssertionError("no byte of " + path);
    }

    private static int count(List<String> bytes, String path) {
        return (int) bytes.stream().filter(owner -> isWithin(owner, path)).count();
    }

    private static boolean isWithin(String owner, String path) {
        return owner.equals(path) || owner.startsWith(path + "/") || owner.startsWith(path + "(");
    }

    @Provide
    Arbitrary<Layouts.Branch> records() {
        return Layouts.records();
    }
}
