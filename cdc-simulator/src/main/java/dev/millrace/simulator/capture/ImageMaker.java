package dev.millrace.simulator.capture;

import dev.millrace.simulator.source.SourceRow;

/** Makes the image of a row as its source keeps it. Owned by one thread. */
interface ImageMaker {
    byte[] image(SourceRow row);
}
