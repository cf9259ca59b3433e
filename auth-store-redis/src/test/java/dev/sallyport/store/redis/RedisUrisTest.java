package dev.sallyport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisUrisTest {
    @ParameterizedTest
    @CsvSource({
        "redis://localhost, localhost, 6379",
        "redis://sally:p%40ss%231%2Fx%3A@10.0.0.1:7000/3, 10.0.0.1, 7000",
        "redis://:p:w@redis.example.com, redis.example.com, 6379",
        "rediss://redis.example.com:6380/2?timeout=5s, redis.example.com, 6380"
    })
    void readsHostAndPort(String uri, String host, int port) {
        RedisURI read = RedisUris.parse(uri);
        assertThat(read.getHost()).isEqualTo(host);
        assertThat(read.getPort()).isEqualTo(port);
    }

    @Test
    void decodesThePassword() {
        assertThat(password("redis://sally:p%40ss%231%2Fx%3A@10.0.0.1")).isEqualTo("p@ss#1/x:");
        assertThat(password("redis://:p:w@10.0.0.1")).isEqualTo("p:w");
    }

    @Test
    void readsSentinels() {
        RedisURI read = RedisUris.parse("redis-sentinel://:pw@one:26379,two:26379/1#main");
        assertThat(read.getSentinelMasterId()).isEqualTo("main");
        assertThat(read.getSentinels()).hasSize(2);
    }

    private static String password(String uri) {
        return new String(Objects.requireNonNull(RedisUris.parse(uri)
                .getCredentialsProvider()
                .resolveCredentials()
                .block()
                .getPassword()));
    }
}
