package dev.millrace.helm;

/** What the templates find in the cluster. */
enum Found {
    /** As at the first install, and with {@code helm template}. */
    NOTHING("(dict)"),
    /** The workload, after {@code kubectl scale}. */
    SCALED("(dict \"spec\" (dict \"replicas\" 7))");

    static final int REPLICAS = 7;

    private final String answer;

    Found(String answer) {
        this.answer = answer;
    }

    /** In place of the question, in a template. */
    String answer() {
        return answer;
    }
}
