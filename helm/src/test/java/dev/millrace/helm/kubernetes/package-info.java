/** The run on a real Kubernetes, profile {@code kubernetes}: releases beside each other, and what operators and mishaps do to them. */
@NullMarked
package dev.millrace.helm.kubernetes;

import org.jspecify.annotations.NullMarked;
