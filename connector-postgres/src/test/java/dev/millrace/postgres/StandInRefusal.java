package dev.millrace.postgres;

/** An error of the service, by its own name. */
final class StandInRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String name;

    StandInRefusal(int status, String name, String message) {
        super(message);
        this.status = status;
        this.name = name;
    }

    static StandInRefusal badRequest(String message) {
        return new StandInRefusal(400, "BadRequestException", message);
    }

    int status() {
        return status;
    }

    String name() {
        return name;
    }
}
