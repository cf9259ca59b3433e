package dev.sallyport.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecognisedTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final List<String> marked = new ArrayList<>();
    private final KeyUses uses = (keyId, at) -> marked.add(keyId);
    private final AuthenticationResult.Accepted accepted = new AuthenticationResult.Accepted(
            new Caller(
                    "ada",
                    CallerKind.API_KEY,
                    null,
                    ScopeSet.none(),
                    Set.of(),
                    null,
                    "key",
                    NOW,
                    List.of(),
                    null,
                    Map.of()),
            null);

    @Test
    void keyInUseIsMarkedOncePerThirtySeconds() {
        Recognised recognised = recognised("key", null, null);
        for (int second = 0; second < 90; second++) {
            assertThat(recognised.answer(NOW.plusSeconds(second).toEpochMilli(), uses))
                    .isSameAs(accepted);
        }
        assertThat(marked).containsExactly("key", "key", "key");
    }

    @Test
    void whatRestsOnNoKeyIsNotMarked() {
        recognised("", null, null).answer(NOW.toEpochMilli(), uses);
        assertThat(marked).isEmpty();
    }

    @Test
    void expiredIsRefusedAndNotMarked() {
        Recognised recognised = recognised("key", NOW, null);
        assertThat(recognised.answer(NOW.toEpochMilli() - 1, uses)).isSameAs(accepted);
        marked.clear();
        assertThat(recognised.answer(NOW.toEpochMilli(), uses))
                .isEqualTo(new AuthenticationResult.Refused(Refusal.tokenExpired()));
        assertThat(recognised("key", NOW, null).answer(NOW.toEpochMilli(), uses))
                .isInstanceOf(AuthenticationResult.Refused.class);
        assertThat(marked).isEmpty();
    }

    @Test
    void isKeptUntilExactlyThen() {
        Recognised recognised = recognised("", null, NOW);
        assertThat(recognised.isKeptAt(NOW.toEpochMilli() - 1)).isTrue();
        assertThat(recognised.isKeptAt(NOW.toEpochMilli())).isFalse();
        assertThat(recognised("", null, null).isKeptAt(Long.MAX_VALUE - 1)).isTrue();
    }

    @Test
    void isNotKeptAfterTheClockWasSetBackUnlessChangesAloneDecide() {
        long loaded = NOW.minusSeconds(30).toEpochMilli();
        assertThat(recognised("", null, NOW).isKeptAt(loaded - 1_000)).isTrue();
        assertThat(recognised("", null, NOW).isKeptAt(loaded - 1_001)).isFalse();
        assertThat(recognised("", null, null).isKeptAt(loaded - 3_600_000)).isTrue();
    }

    private Recognised recognised(String credentialId, @Nullable Instant expiresAt, @Nullable Instant keepUntil) {
        Epochs epochs = new Epochs();
        Loaded loaded = new Loaded(accepted, credentialId, "", "ada", "", expiresAt, keepUntil);
        return new Recognised(
                loaded,
                epochs.stamp(epochs.noted(), loaded),
                NOW.minusSeconds(30).toEpochMilli());
    }

    @Test
    void nextMarkIsDueAfterExactlyThirtySecondsOrWhenTheClockWasSetBackByMoreThanACorrection() {
        Recognised recognised = recognised("key", null, null);
        assertThat(marks(recognised, NOW)).isTrue();
        assertThat(marks(recognised, NOW.plusMillis(29_999))).isFalse();
        assertThat(marks(recognised, NOW.minusMillis(1_000))).isFalse();
        assertThat(marks(recognised, NOW.plusSeconds(30))).isTrue();
        assertThat(marks(recognised, NOW.plusSeconds(30).minusMillis(1_001))).isTrue();
    }

    private boolean marks(Recognised recognised, Instant at) {
        marked.clear();
        assertThat(recognised.answer(at.toEpochMilli(), uses)).isSameAs(accepted);
        return marked.contains("key");
    }
}
