package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.signingKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.Sealed;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.StoredSigningKey;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.token.SigningKeyStore} promises. */
interface SigningKeyStoreContract extends Contract {
    @Test
    default void signingKeysComeOldestFirst() {
        assertThat(stores().signingKeys().findAll()).isEmpty();
        for (long period : new long[] {2, 10, 1}) {
            assertThat(stores().signingKeys().insert(signingKey("kid" + period, period)))
                    .isTrue();
        }
        assertThat(stores().signingKeys().findAll())
                .containsExactly(signingKey("kid1", 1), signingKey("kid2", 2), signingKey("kid10", 10));
    }

    @Test
    default void signingKeyKeepsEveryAlgorithmAndLongKeys() {
        long period = 0;
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            StoredSigningKey key = new StoredSigningKey(
                    algorithm.headerName(),
                    period++,
                    algorithm,
                    Samples.NOW,
                    Samples.NOW,
                    Sealed.of(Samples.longText()));
            stores().signingKeys().insert(key);
            assertThat(stores().signingKeys().findAll()).contains(key);
        }
    }

    @Test
    default void signingKeyWithTakenKidOrPeriodIsRefusedAndTheTransactionGoesOn() {
        stores().signingKeys().insert(signingKey("kid", 1));
        stores().inTransaction(transaction -> {
            assertThat(stores().signingKeys().insert(signingKey("kid", 2))).isFalse();
            assertThat(stores().signingKeys().insert(signingKey("other", 1))).isFalse();
            assertThat(stores().signingKeys().insert(signingKey("KID", 3))).isTrue();
            return true;
        });
        assertThat(stores().signingKeys().findAll()).containsExactly(signingKey("kid", 1), signingKey("KID", 3));
    }

    @Test
    default void signingKeyOfAPeriodIsMadeByOneOfManyNodes() {
        List<Boolean> inserted = Together.run(8, i -> stores().signingKeys().insert(signingKey("kid" + i, 1)));
        assertThat(Collections.frequency(inserted, true)).isEqualTo(1);
        assertThat(stores().signingKeys().findAll()).hasSize(1);
    }

    @Test
    default void signingKeyThatIsDeletedIsGone() {
        stores().signingKeys().insert(signingKey("kid", 1));
        assertThat(stores().signingKeys().delete("KID")).isFalse();
        assertThat(stores().signingKeys().delete("kid")).isTrue();
        assertThat(stores().signingKeys().delete("kid")).isFalse();
        assertThat(stores().signingKeys().findAll()).isEmpty();
    }
}
