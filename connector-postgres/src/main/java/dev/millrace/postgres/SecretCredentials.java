package dev.millrace.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/**
 * What a secret of Secrets Manager says, as its rotation writes it: a JSON object with {@code username} and {@code password}. Kept until
 * the server refuses it; then asked for again, at most every few seconds.
 */
final class SecretCredentials implements Credentials {
    private static final long ASKED_APART_NANOS = Duration.ofSeconds(5).toNanos();

    private final Login.Secret login;
    private final SecretsManagerClient service;
    private final LongSupplier nanoClock;
    private @Nullable Shown known;
    private long askedNanos;

    /** @param service closed with this */
    SecretCredentials(Login.Secret login, SecretsManagerClient service, LongSupplier nanoClock) {
        this.login = login;
        this.service = service;
        this.nanoClock = nanoClock;
    }

    static SecretCredentials of(Login.Secret login) {
        SecretsManagerClientBuilder service = SecretsManagerClient.builder();
        login.region().map(Region::of).ifPresent(service::region);
        return new SecretCredentials(login, service.build(), System::nanoTime);
    }

    @Override
    public synchronized Shown current() throws SQLException {
        if (known == null) {
            known = ask();
        }
        return known;
    }

    @Override
    public synchronized boolean refused(Shown shown) {
        if (!shown.equals(known)) {
            return true;
        }
        if (nanoClock.getAsLong() - askedNanos < ASKED_APART_NANOS) {
            return false;
        }
        known = null;
        return true;
    }

    private Shown ask() throws SQLException {
        askedNanos = nanoClock.getAsLong();
        try {
            return shown(service.getSecretValue(request -> request.secretId(login.arn()))
                    .secretString());
        } catch (SdkException refused) {
            throw new SQLException("the secret cannot be had", NO_CREDENTIALS, refused);
        }
    }

    private Shown shown(@Nullable String secret) throws SQLException {
        String user = login.user();
        Optional<String> password = Optional.empty();
        try (JsonParser json = new JsonFactory().createParser(secret == null ? "" : secret)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    boolean isText = json.nextToken() == JsonToken.VALUE_STRING;
                    if (isText && name.equals("username")) {
                        user = json.getText();
                    } else if (isText && name.equals("password")) {
                        password = Optional.of(json.getText());
                    } else {
                        json.skipChildren();
                    }
                }
            }
        } catch (IOException noJson) {
            // Not as the cause: its message quotes the secret.
            password = Optional.empty();
        }
        return new Shown(
                user,
                password.orElseThrow(() -> new SQLException("the secret has no password in JSON", NO_CREDENTIALS)));
    }

    @Override
    public void close() {
        service.close();
    }
}
