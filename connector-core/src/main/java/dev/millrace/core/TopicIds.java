package dev.millrace.core;

import java.util.Map;

/**
 * Which topics stand behind the configured names.
 *
 * @param cluster the id of their cluster
 * @param byName the topics' ids, by their names
 */
record TopicIds(String cluster, Map<String, String> byName) {}
