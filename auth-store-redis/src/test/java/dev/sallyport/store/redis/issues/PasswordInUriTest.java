package dev.sallyport.store.redis.issues;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.store.redis.RedisSettings;
import dev.sallyport.store.redis.RedisSharing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password that is not percent-encoded would be taken for a host, and be logged as one. */
class PasswordInUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://sally:s3cret@s3cret#1/x@127.0.0.1:1",
                "redis://:abc#s3cret@127.0.0.1:1",
                "redis://sally:s3cret@more@127.0.0.1:1",
                "redis://:s3cret/1@127.0.0.1:1",
                "redis://:0?s3cret@127.0.0.1:1",
                "redis://s3cret#1",
                "redis://s3cret:word",
                "redis://sally:s3cret 1@127.0.0.1:1",
                "redis-sentinel://:s3cret#x@127.0.0.1:1/0#main",
                "redis-socket://s3cret@1@/tmp/socket",
                "s3cret@127.0.0.1:1"
            })
    void isRefusedAndNotShown(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisSharing.of(uri, RedisSettings.defaults()))
                .withMessageContaining("percent-encode")
                .withMessageNotContaining("s3cret")
                .withNoCause();
    }
}
