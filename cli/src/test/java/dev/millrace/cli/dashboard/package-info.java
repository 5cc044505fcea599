/** The Grafana dashboard of the charts: its file, its queries against a Prometheus, and its picture. */
@NullMarked
package dev.millrace.cli.dashboard;

import org.jspecify.annotations.NullMarked;
