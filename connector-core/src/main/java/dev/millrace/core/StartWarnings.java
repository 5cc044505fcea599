package dev.millrace.core;

import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.FormatConfig;
import java.util.ArrayList;
import java.util.List;

/** What a configuration gives away that the connector would otherwise promise. */
final class StartWarnings {
    private StartWarnings() {}

    /** One line each. */
    static List<String> of(ConnectorConfig config) {
        List<String> warnings = new ArrayList<>();
        FormatConfig format = config.format();
        if (!format.hasOrdinals()) {
            String why = format.ordinalSetting()
                    .map(setting -> setting + " is not set")
                    .orElse("the format has nothing that orders changes of one time");
            warnings.add(why + ": Kafka offsets order changes of one row with equal tokens. A change that"
                    + " is published a second time looks newer than it is, and where a key changes its partition (more"
                    + " partitions, a topic made again) only a higher epoch of its table restores the order");
        }
        if (format.updateImages() == FormatConfig.UpdateImages.AFTER) {
            warnings.add(
                    "format.update-images is after: where an update comes without its before image, a changed key is not"
                            + " seen, and the row of the old key stays for ever");
        }
        return warnings;
    }
}
