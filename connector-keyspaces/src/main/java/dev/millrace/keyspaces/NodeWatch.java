package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import dev.millrace.core.target.Continuity;
import java.util.HashSet;
import java.util.Set;

/**
 * Reports when the last node that answered has gone, with or without a statement under way: what comes back may be a cluster that was
 * restored. While one of several nodes is up, the others come back to what it knows. Told by the driver, in order, on one thread.
 */
final class NodeWatch extends NodeStateListenerBase {
    private final Continuity continuity;
    private final String datacenter;
    private final Set<Node> up = new HashSet<>();

    /** @param datacenter the only one whose nodes are spoken to */
    NodeWatch(Continuity continuity, String datacenter) {
        this.continuity = continuity;
        this.datacenter = datacenter;
    }

    @Override
    public void onUp(Node node) {
        up.add(node);
    }

    @Override
    public void onDown(Node node) {
        if (up.remove(node) && up.stream().noneMatch(other -> datacenter.equals(other.getDatacenter()))) {
            continuity.broken();
        }
    }

    @Override
    public void onRemove(Node node) {
        onDown(node);
    }

    @Override
    public void close() {}
}
