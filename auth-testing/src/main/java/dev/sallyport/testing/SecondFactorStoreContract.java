package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.user.SecondFactor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.user.SecondFactorStore} promises. */
interface SecondFactorStoreContract extends Contract {
    List<SecretDigest> CODES = List.of(digest("one"), digest("two"));

    private static SecondFactor enrolled(String owner, String seed) {
        return new SecondFactor(owner, Sealed.of(seed), NOW, null, 0);
    }

    private void confirmed(String owner) {
        assertThat(stores().secondFactors().enrol(enrolled(owner, "seed"))).isTrue();
        assertThat(stores().secondFactors().confirm(owner, Sealed.of("seed"), NOW.plusSeconds(1), 100, CODES))
                .isTrue();
    }

    @Test
    default void factorKeepsEveryField() {
        assertThat(stores().secondFactors().find("ada")).isEmpty();
        stores().secondFactors().enrol(enrolled("ada", "seed"));
        assertThat(stores().secondFactors().find("ada")).contains(enrolled("ada", "seed"));
        assertThat(stores().secondFactors().recoveryCodesLeft("ada")).isZero();
        stores().secondFactors().confirm("ada", Sealed.of("seed"), NOW.plusSeconds(1), 100, CODES);
        assertThat(stores().secondFactors().find("ada"))
                .contains(new SecondFactor("ada", Sealed.of("seed"), NOW, NOW.plusSeconds(1), 100));
        assertThat(stores().secondFactors().recoveryCodesLeft("ada")).isEqualTo(2);
        assertThat(stores().secondFactors().find("Ada")).isEmpty();
    }

    @Test
    default void factorIsReplacedUntilItIsConfirmed() {
        stores().secondFactors().enrol(enrolled("ada", "first"));
        assertThat(stores().secondFactors().enrol(enrolled("ada", "second"))).isTrue();
        assertThat(stores().secondFactors().confirm("ada", Sealed.of("first"), NOW, 1, CODES))
                .as("another seed than the one there is")
                .isFalse();
        assertThat(stores().secondFactors().recoveryCodesLeft("ada")).isZero();
        assertThat(stores().secondFactors().confirm("ada", Sealed.of("second"), NOW, 1, CODES))
                .isTrue();
        assertThat(stores().secondFactors().enrol(enrolled("ada", "third"))).isFalse();
        assertThat(stores().secondFactors().find("ada").orElseThrow().sealedSeed())
                .isEqualTo(Sealed.of("second"));
    }

    @Test
    default void factorThatIsNeverConfirmedGoes() {
        confirmed("ada");
        for (int i = 0; i < 3; i++) {
            stores().secondFactors().enrol(new SecondFactor("o" + i, Sealed.of("seed"), NOW.plusSeconds(i), null, 0));
        }
        assertThat(stores().secondFactors().deleteUnconfirmed(NOW, 9)).isZero();
        assertThat(stores().secondFactors().deleteUnconfirmed(NOW.plusSeconds(2), 1))
                .isEqualTo(1);
        assertThat(stores().secondFactors().find("o0")).as("the oldest first").isEmpty();
        assertThat(stores().secondFactors().deleteUnconfirmed(NOW.plusSeconds(2), 9))
                .isEqualTo(1);
        assertThat(stores().secondFactors().find("o2")).isPresent();
        assertThat(stores().secondFactors().find("ada")).isPresent();
    }

    @Test
    default void factorIsConfirmedOnce() {
        stores().secondFactors().enrol(enrolled("ada", "seed"));
        List<Boolean> confirmed = Together.run(
                20,
                i -> stores().secondFactors().confirm("ada", Sealed.of("seed"), NOW, 7, List.of(digest("code " + i))));
        assertThat(confirmed).containsOnlyOnce(true);
        assertThat(stores().secondFactors().recoveryCodesLeft("ada")).isEqualTo(1);
    }

    @Test
    default void stepIsAcceptedOnceAndNeverBackwards() {
        confirmed("ada");
        assertThat(stores().secondFactors().acceptStep("ada", 100)).isFalse();
        assertThat(stores().secondFactors().acceptStep("ada", 101)).isTrue();
        assertThat(stores().secondFactors().acceptStep("ada", 101)).isFalse();
        assertThat(stores().secondFactors().acceptStep("ada", 99)).isFalse();
        assertThat(stores().secondFactors().acceptStep("nobody", 200)).isFalse();
        stores().secondFactors().enrol(enrolled("vic", "seed"));
        assertThat(stores().secondFactors().acceptStep("vic", 200))
                .as("not confirmed")
                .isFalse();
    }

    @Test
    default void stepIsAcceptedForExactlyOneOfAHundred() {
        confirmed("ada");
        assertThat(Together.run(100, i -> stores().secondFactors().acceptStep("ada", 101)))
                .containsOnlyOnce(true);
    }

    @Test
    default void recoveryCodeIsSpentByExactlyOneOfMany() {
        confirmed("ada");
        confirmed("vic");
        assertThat(Together.run(30, i -> stores().secondFactors().spendRecoveryCode("ada", digest("one"))))
                .containsOnlyOnce(true);
        assertThat(stores().secondFactors().spendRecoveryCode("ada", digest("three")))
                .isFalse();
        assertThat(stores().secondFactors().recoveryCodesLeft("ada")).isEqualTo(1);
        assertThat(stores().secondFactors().recoveryCodesLeft("vic")).isEqualTo(2);
    }

    @Test
    default void newRecoveryCodesTakeThePlaceOfTheOld() {
        List<SecretDigest> renewed = List.of(digest("three"), digest("four"), digest("five"));
        assertThat(stores().secondFactors().replaceRecoveryCodes("ada", renewed))
                .as("no factor")
                .isFalse();
        stores().secondFactors().enrol(enrolled("ada", "seed"));
        assertThat(stores().secondFactors().replaceRecoveryCodes("ada", renewed))
                .as("not confirmed")
                .isFalse();
        assertThat(stores().secondFactors().recoveryCodesLeft("ada")).isZero();
        confirmed("ada");
        confirmed("vic");
        assertThat(stores().secondFactors().replaceRecoveryCodes("ada", renewed))
                .isTrue();
        assertThat(stores().secondFactors().recoveryCodesLeft("ada")).isEqualTo(3);
        assertThat(stores().secondFactors().spendRecoveryCode("ada", digest("one")))
                .isFalse();
        assertThat(stores().secondFactors().spendRecoveryCode("ada", digest("three")))
                .isTrue();
        assertThat(stores().secondFactors().recoveryCodesLeft("vic")).isEqualTo(2);
    }

    @Test
    default void recoveryCodesAreOfOneRenewalOnly() {
        confirmed("ada");
        assertThat(Together.run(
                        10,
                        i -> stores().secondFactors()
                                .replaceRecoveryCodes("ada", List.of(digest("a " + i), digest("b " + i)))))
                .doesNotContain(false);
        assertThat(stores().secondFactors().recoveryCodesLeft("ada")).isEqualTo(2);
    }

    @Test
    default void factorGoesWithItsCodes() {
        confirmed("ada");
        confirmed("vic");
        assertThat(stores().secondFactors().delete("ada")).isTrue();
        assertThat(stores().secondFactors().delete("ada")).isFalse();
        assertThat(stores().secondFactors().find("ada")).isEmpty();
        assertThat(stores().secondFactors().recoveryCodesLeft("ada")).isZero();
        assertThat(stores().secondFactors().spendRecoveryCode("ada", digest("one")))
                .isFalse();
        assertThat(stores().secondFactors().recoveryCodesLeft("vic")).isEqualTo(2);
        confirmed("ada");
    }
}
