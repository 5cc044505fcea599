package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Node;
import java.util.Optional;

/** Reads an address: {@code host}, {@code host:port}, {@code [address]:port}, or an IPv6 address without a port. */
final class NodeText {
    private static final int USUAL_PORT = 6379;
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_DIGITS = 5;

    private NodeText() {}

    static Optional<Node> parse(String written) {
        String text = written.strip();
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? Optional.empty() : node(text.substring(1, end), text.substring(end + 1));
        }
        int colon = text.indexOf(':');
        boolean port = colon >= 0 && colon == text.lastIndexOf(':');
        return port ? node(text.substring(0, colon), text.substring(colon)) : node(text, "");
    }

    /** @param port with its colon, or empty */
    private static Optional<Node> node(String host, String port) {
        if (host.isBlank() || host.chars().anyMatch(NodeText::isOfNoHost)) {
            return Optional.empty();
        }
        if (port.isEmpty()) {
            return Optional.of(new Node(host, USUAL_PORT));
        }
        String digits = port.substring(1);
        boolean number = port.startsWith(":")
                && !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(character -> character >= '0' && character <= '9');
        int value = number ? Integer.parseInt(digits) : 0;
        return value > 0 && value <= HIGHEST_PORT ? Optional.of(new Node(host, value)) : Optional.empty();
    }

    /** Of a URL or a login, which are not meant. */
    private static boolean isOfNoHost(int character) {
        return character <= ' ' || "/@[]?#".indexOf(character) >= 0;
    }
}
