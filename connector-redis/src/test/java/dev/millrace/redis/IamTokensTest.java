package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.aws.ConnectTokens;
import dev.millrace.redis.RedisSettings.Login;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The token is a request that ElastiCache can verify: signed as the documentation of Signature Version 4 has it. */
class IamTokensTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final String ALL_BUT_SIGNATURE = "Action=connect&User=millrace&X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKID%2F20260102%2Feu-central-1%2Felasticache%2Faws4_request"
            + "&X-Amz-Date=20260102T030405Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host";

    private static Credentials tokens(AwsCredentialsProvider credentials, boolean serverless) {
        Login.Iam login = new Login.Iam("millrace", "rows", Optional.of("eu-central-1"), serverless);
        return new IamTokens(login, new ConnectTokens(credentials, () -> "eu-central-1", CLOCK));
    }

    private static String token(boolean serverless) throws LinkFailure {
        List<byte[]> shown = tokens(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "SECRET")), serverless)
                .current();
        assertEquals("millrace", LocalRedis.utf8(shown.get(0)));
        return LocalRedis.utf8(shown.get(1));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void itIsSignedAsAnybodyElseWouldSignIt() throws Exception {
        String canonical = "GET\n/\n" + ALL_BUT_SIGNATURE + "\nhost:rows\n\nhost\n" + sha256("");
        String scope = "20260102/eu-central-1/elasticache/aws4_request";
        String signed = "AWS4-HMAC-SHA256\n20260102T030405Z\n" + scope + "\n" + sha256(canonical);
        byte[] key = "AWS4SECRET".getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        String token = token(false);
        assertTrue(token.startsWith("rows/?"), token);
        assertTrue(token.endsWith("&X-Amz-Signature=" + HexFormat.of().formatHex(hmac(key, signed))), token);
        for (String parameter : ALL_BUT_SIGNATURE.split("&", -1)) {
            assertTrue(token.contains(parameter), parameter);
        }
    }

    @Test
    void aServerlessCacheIsNamedAsSuch() throws LinkFailure {
        assertTrue(token(true).contains("ResourceType=ServerlessCache"));
        assertFalse(token(false).contains("ResourceType"));
    }

    @Test
    void withoutCredentialsNobodyIsAsked() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("none");
        };
        LinkFailure failure =
                assertThrows(LinkFailure.class, () -> tokens(none, false).current());
        assertEquals(LinkFailure.NO_CREDENTIALS, failure.code());
        assertEquals(LinkFailure.Stage.CONNECTING, failure.stage());
    }
}
