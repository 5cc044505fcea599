package dev.millrace.core.target;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Keeps, in the target and beside its data, how far each partition has come: what Kafka has committed tells nothing about a target
 * that was restored from a backup, or about a replica that was promoted late. Called by one thread, which it may block.
 *
 * <p>A session is the fence. A target is not set back behind a session's back: its sessions end. So all calls go over one session,
 * which {@link #load} opens where there is none, and a call that cannot be sure of it fails. After such a failure whatever was written
 * to the target and not yet marked may be gone, and the caller starts over with a load. {@link KeyedProgress} is for stores without
 * sessions.
 */
public interface ProgressStore {

    /**
     * What is held for each key, empty for nothing, in the order of the keys.
     *
     * @throws TargetException when the target cannot be asked. If it is {@link FailureKind#TRANSIENT} the session goes on, else it
     *     has ended
     */
    List<OptionalLong> load(List<ProgressKey> keys);

    /**
     * Those of the keys for whose topic, partition, group and cluster another id of the topic has progress: the topic was deleted and
     * made anew.
     *
     * @throws TargetException as {@link #load} does
     */
    Set<ProgressKey> madeAnew(List<ProgressKey> keys);

    /**
     * Raises what is held, never lowers it: where at least what is expected is held, or nothing is expected, the larger of what is
     * held and the position; elsewhere it changes nothing, for the target was set back.
     *
     * @param marks no two of one key
     * @return what is held then, in the order of the marks; less than expected, or empty against something expected, where the
     *     target was set back
     * @throws TargetException as {@link #load} does, and where no session was opened by it; marks may have been raised all the same
     */
    List<OptionalLong> raise(List<ProgressMark> marks);
}
