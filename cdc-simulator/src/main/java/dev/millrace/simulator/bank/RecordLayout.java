package dev.millrace.simulator.bank;

import dev.millrace.codec.Copybook;

/**
 * How the records of a table are laid out on the mainframe.
 *
 * @param source the copybook's text
 */
public record RecordLayout(Copybook copybook, String source) {}
