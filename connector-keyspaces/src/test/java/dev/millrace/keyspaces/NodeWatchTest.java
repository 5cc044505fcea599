package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.datastax.oss.driver.api.core.metadata.Node;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.KeyedProgress;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cluster has gone when its last node has. */
class NodeWatchTest {
    private static final Node ONE = node("here");
    private static final Node TWO = node("here");
    private static final Node FAR = node("there");

    private final Continuity continuity = new Continuity();
    private final NodeWatch watch = new NodeWatch(continuity, "here");
    private final KeyedProgress progress = new KeyedProgress(new NothingHeld(), continuity);

    private static Node node(String datacenter) {
        return (Node) Proxy.newProxyInstance(
                NodeWatchTest.class.getClassLoader(),
                new Class<?>[] {Node.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "getDatacenter" -> datacenter;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void oneOfTwoNodesThatGoesIsNoBreak() {
        List.of(ONE, TWO).forEach(watch::onUp);
        NothingHeld.hasBroken(progress);
        watch.onDown(ONE);
        watch.onUp(ONE);
        watch.onRemove(TWO);
        assertEquals(false, NothingHeld.hasBroken(progress));
    }

    @Test
    void theLastNodeThatGoesIsABreakAndOnlyOne() {
        List.of(ONE, TWO).forEach(watch::onUp);
        NothingHeld.hasBroken(progress);
        watch.onDown(ONE);
        watch.onDown(TWO);
        assertEquals(true, NothingHeld.hasBroken(progress));
        watch.onDown(TWO);
        assertEquals(false, NothingHeld.hasBroken(progress));
        watch.onUp(TWO);
        watch.onRemove(TWO);
        assertEquals(true, NothingHeld.hasBroken(progress));
    }

    @Test
    void aNodeOfAnotherDataCenterHoldsNothingTogether() {
        List.of(FAR, ONE).forEach(watch::onUp);
        NothingHeld.hasBroken(progress);
        watch.onDown(ONE);
        assertEquals(true, NothingHeld.hasBroken(progress));
    }
}
