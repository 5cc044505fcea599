package dev.millrace.codec;

import java.util.List;

/** A record with its items in their places, and the conditions that are told of them. */
record Layout(GroupItem root, List<Condition> conditions) {}
