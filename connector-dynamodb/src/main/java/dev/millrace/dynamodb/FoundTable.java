package dev.millrace.dynamodb;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** A table as the service describes it. */
record FoundTable(TableDescription description, TimeToLiveDescription timeToLive) {

    /** The attribute by which items expire, where they do. */
    Optional<String> expiresBy() {
        TimeToLiveStatus status = timeToLive.timeToLiveStatus();
        boolean on = status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
        return on ? Optional.ofNullable(timeToLive.attributeName()) : Optional.empty();
    }
}
