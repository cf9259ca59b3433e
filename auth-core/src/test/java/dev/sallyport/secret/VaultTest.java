package dev.sallyport.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final byte[] PLAIN = "the seed".getBytes(StandardCharsets.UTF_8);

    private final SecureRandom random = new SecureRandom();
    private final MasterKey masterKey = MasterKey.random(random);
    private final Vault vault = Vault.of(masterKey, random);

    @Test
    void opensWhatItSealed() {
        Sealed sealed = vault.seal("seed", "user", "7", PLAIN);

        assertThat(sealed.text()).startsWith("v1." + masterKey.id() + ".").doesNotContain("the seed");
        assertThat(vault.open("seed", "user", "7", sealed)).isEqualTo(PLAIN);
        assertThat(Vault.of(masterKey, random).open("seed", "user", "7", sealed))
                .isEqualTo(PLAIN);
        assertThat(vault.open("seed", "user", "7", vault.seal("seed", "user", "7", new byte[0])))
                .isEmpty();
    }

    @Test
    void sealsTheSameValueDifferentlyEachTime() {
        Set<Sealed> sealed = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            sealed.add(vault.seal("seed", "user", "7", PLAIN));
        }
        assertThat(sealed).hasSize(1_000);
    }

    @Test
    void refusesAnotherRowTableOrPurpose() {
        Sealed sealed = vault.seal("seed", "user", "7", PLAIN);

        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> vault.open("seed", "user", "8", sealed))
                .withMessage("The sealed seed in table user, row 8, was altered or sealed for another row."
                        + " Restore the row from a back-up, or delete it.");
        assertRefused("seed", "users", "7", sealed);
        assertRefused("key", "user", "7", sealed);
    }

    /** Without lengths "user" + "7" and "use" + "r7" would be the same associated data. */
    @Test
    void refusesAPlaceThatOnlyReadsAlike() {
        Sealed sealed = vault.seal("seed", "user", "7", PLAIN);

        assertRefused("seed", "use", "r7", sealed);
        assertRefused("seed", "user7", "", sealed);
    }

    @Test
    void refusesEveryAlteredByte() {
        String sealed = vault.seal("seed", "user", "7", PLAIN).text();
        for (int i = 0; i < sealed.length(); i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused("seed", "user", "7", Sealed.of(sealed.substring(0, i) + other + sealed.substring(i + 1)));
            assertRefused("seed", "user", "7", Sealed.of(sealed.substring(0, i)));
        }
    }

    @Test
    void namesThePresentMasterKeyWhenItIsTheWrongOne() {
        MasterKey other = MasterKey.random(random);
        Sealed sealed = Vault.of(other, random).seal("seed", "user", "7", PLAIN);

        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> vault.open("seed", "user", "7", sealed))
                .withMessage("The sealed seed in table user, row 7, was sealed under the master key " + other.id()
                        + ", and the present one is " + masterKey.id()
                        + ". Start with the master key it was sealed under; if both are there, give them as"
                        + " masterKey(present.withPrevious(former)).");
    }

    /** The id in the text is only a hint for people: a false one does not help. */
    @Test
    void refusesAForeignValueThatClaimsThisMasterKey() {
        MasterKey foreign = MasterKey.random(random);
        Sealed sealed = Vault.of(foreign, random).seal("seed", "user", "7", PLAIN);

        assertRefused("seed", "user", "7", Sealed.of(sealed.text().replace(foreign.id(), masterKey.id())));
    }

    @Test
    void refusesAnUnknownFormat() {
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> vault.open("seed", "user", "7", Sealed.of("v2.x.y")))
                .withMessage("The sealed seed in table user, row 7, is not in the sealed format v1."
                        + " Restore the row from a back-up, or use the release that wrote it.");
        assertRefused("seed", "user", "7", Sealed.of(""));
        assertRefused("seed", "user", "7", Sealed.of("v1." + masterKey.id() + "."));
        assertRefused("seed", "user", "7", Sealed.of("v1." + masterKey.id() + ".????"));
    }

    @Test
    void derivesOneKeyPerPurposeAndMasterKey() {
        assertThat(vault.derive("slots")).hasSize(32).isEqualTo(vault.derive("slots"));
        assertThat(vault.derive("slots")).isNotEqualTo(vault.derive("cookies"));
        assertThat(vault.derive("slots"))
                .isNotEqualTo(Vault.of(MasterKey.random(random), random).derive("slots"));
    }

    /** Made by another program from the description of the format, so that what a release sealed the next one opens. */
    @Test
    void opensWhatIsSealedAsTheFormatSays() {
        MasterKey fixed = MasterKey.of(
                HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
        Vault of = Vault.of(fixed, random);

        assertThat(fixed.id()).isEqualTo("edfcef5a6a");
        assertThat(of.open(
                        SealedKind.TOTP_SEED,
                        "7",
                        Sealed.of("v1.edfcef5a6a.AAECAwQFBgcICQoLEI3L8PaUIptuJ_yuqRTRx99yolHya38h")))
                .isEqualTo(PLAIN);
        assertThat(of.open(
                        SealedKind.TOTP_SEED,
                        "7".repeat(300),
                        Sealed.of("v1.edfcef5a6a.AAECAwQFBgcICQoLEI3L8PaUIptqw59ludbYp7wsH9ck7JOS")))
                .as("a length of more than one byte")
                .isEqualTo(PLAIN);
        assertThat(of.derive("slots"))
                .asHexString()
                .isEqualToIgnoringCase("0ae5d7be528f416554758d735ae3fc9f706f5ee8906e04f3eaac8001f8a215d2");
    }

    @Test
    void sealsEachKindApart() {
        for (SealedKind kind : SealedKind.values()) {
            Sealed sealed = vault.seal(kind, "7", PLAIN);
            assertThat(vault.open(kind, "7", sealed)).isEqualTo(PLAIN);
            for (SealedKind other : SealedKind.values()) {
                if (other != kind) {
                    assertThatExceptionOfType(VaultException.class).isThrownBy(() -> vault.open(other, "7", sealed));
                }
            }
        }
    }

    @Test
    void movesFromThePreviousMasterKeyToThePresentOne() {
        MasterKey present = MasterKey.random(random);
        Vault both = Vault.of(present.withPrevious(masterKey), random);
        Sealed before = vault.seal(SealedKind.TOTP_SEED, "7", PLAIN);

        assertThat(both.masterKeyId()).isEqualTo(present.id());
        assertThat(both.previousMasterKeyId()).contains(masterKey.id());
        assertThat(both.open(SealedKind.TOTP_SEED, "7", before)).isEqualTo(PLAIN);
        Sealed after = both.resealed(SealedKind.TOTP_SEED, "7", before).orElseThrow();
        assertThat(Vault.masterKeyIdOf(after)).isEqualTo(present.id());
        assertThat(Vault.of(present, random).open(SealedKind.TOTP_SEED, "7", after))
                .isEqualTo(PLAIN);
        assertThat(both.resealed(SealedKind.TOTP_SEED, "7", after))
                .as("it is under the present one")
                .isEmpty();
        assertThat(both.resealed(SealedKind.TOTP_SEED, "7", Sealed.of(""))).isEmpty();
        assertThatExceptionOfType(VaultException.class)
                .as("it was sealed for another row")
                .isThrownBy(() -> both.resealed(SealedKind.TOTP_SEED, "8", before));
        assertThat(both.derive("slots")).as("hashes from before are found").isEqualTo(vault.derive("slots"));
    }

    @Test
    void movesNothingWhereThereIsNoPreviousMasterKey() {
        MasterKey coming = MasterKey.random(random);
        Vault ready = Vault.of(masterKey.withNext(coming), random);
        Sealed early = Vault.of(coming, random).seal(SealedKind.TOTP_SEED, "7", PLAIN);

        assertThat(vault.resealed(SealedKind.TOTP_SEED, "7", vault.seal(SealedKind.TOTP_SEED, "7", PLAIN)))
                .isEmpty();
        assertThat(vault.previousMasterKeyId()).isEmpty();
        assertThat(ready.open(SealedKind.TOTP_SEED, "7", early)).isEqualTo(PLAIN);
        assertThat(ready.resealed(SealedKind.TOTP_SEED, "7", early)).isEmpty();
        assertThat(ready.derive("slots")).isEqualTo(vault.derive("slots"));
    }

    @Test
    void readsTheMasterKeyIdOnlyFromTheSealedFormat() {
        assertThat(Vault.masterKeyIdOf(Sealed.of("v1.0123456789.AA"))).isEqualTo("0123456789");
        for (String other : new String[] {
            "", "v1", "v1.0123456789", "v2.0123456789.AA", "v1.0123456789.AA.AA", "v1.012345678.AA", "v1.ABCDEF6789.AA"
        }) {
            assertThat(Vault.masterKeyIdOf(Sealed.of(other))).as(other).isEmpty();
        }
    }

    private void assertRefused(String purpose, String table, String row, Sealed sealed) {
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> vault.open(purpose, table, row, sealed))
                .withMessageContaining("The sealed " + purpose + " in table " + table + ", row " + row);
    }
}
