package dev.sallyport.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Vault;
import dev.sallyport.text.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** A signing key that was opened and found strong enough, ready to sign and verify. Immutable. */
final class SigningKey {
    private static final int KID_BYTES = 12;

    private final StoredSigningKey stored;
    private final JWK jwk;
    private final String algorithmName;
    private final String header;
    private final KeyOperations operations;

    private SigningKey(StoredSigningKey stored, JWK jwk, String edDsaName, KeyOperations operations) {
        this.stored = stored;
        this.jwk = jwk;
        this.algorithmName = stored.algorithm() == SigningAlgorithm.EDDSA
                ? edDsaName
                : stored.algorithm().headerName();
        String json = new TokenJson()
                .member("alg", algorithmName)
                .member("typ", UnverifiedToken.TYPE)
                .member("kid", stored.kid())
                .end();
        this.header = Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
        this.operations = operations;
    }

    /** Makes a new key pair and seals it. */
    static StoredSigningKey generate(
            SigningAlgorithm algorithm,
            long period,
            Instant createdAt,
            Instant activeAt,
            Vault vault,
            SecureRandom random) {
        String kid = Base64Url.random(random, KID_BYTES);
        byte[] json =
                KeyMaterial.generate(algorithm, kid, random).toJSONString().getBytes(StandardCharsets.UTF_8);
        return new StoredSigningKey(
                kid, period, algorithm, createdAt, activeAt, vault.seal(SealedKind.SIGNING_KEY, kid, json));
    }

    /**
     * Opens a stored key.
     *
     * @throws dev.sallyport.secret.VaultException when it was sealed under another master key or altered
     * @throws IllegalStateException when it is too weak or does not fit its algorithm
     */
    static SigningKey open(StoredSigningKey stored, Vault vault, String edDsaName) {
        String json =
                new String(vault.open(SealedKind.SIGNING_KEY, stored.kid(), stored.sealed()), StandardCharsets.UTF_8);
        try {
            return of(stored, JWK.parse(json), edDsaName);
        } catch (ParseException e) {
            // Without the cause: its message may repeat a part of the key.
            throw new IllegalStateException("Signing key " + stored.kid() + " is no JWK");
        }
    }

    static SigningKey of(StoredSigningKey stored, JWK jwk, String edDsaName) {
        if (stored.algorithm() == SigningAlgorithm.EDDSA) {
            BouncyCastle.require("Signing key " + stored.kid() + " of type Ed25519");
        }
        String fault = KeyMaterial.faultOf(stored, jwk);
        if (!fault.isEmpty()) {
            throw new IllegalStateException("Signing key " + stored.kid() + " (" + stored.algorithm() + ") " + fault
                    + ". Revoke it with SigningKeys.revoke, or restore it from a back-up.");
        }
        try {
            return new SigningKey(stored, jwk, edDsaName, KeyMaterial.operations(jwk, stored.algorithm()));
        } catch (JOSEException e) {
            throw new IllegalStateException("Signing key " + stored.kid() + " cannot be used", e);
        }
    }

    StoredSigningKey stored() {
        return stored;
    }

    String kid() {
        return stored.kid();
    }

    boolean isSymmetric() {
        return stored.algorithm() == SigningAlgorithm.HS256;
    }

    /** Whether {@code alg} names the algorithm of this key; an Ed25519 key has two names (RFC 8037, RFC 9864). */
    boolean isNamed(String alg) {
        return alg.equals(stored.algorithm().headerName())
                || (stored.algorithm() == SigningAlgorithm.EDDSA && alg.equals("Ed25519"));
    }

    /** The header of the tokens it signs, encoded. */
    String header() {
        return header;
    }

    KeyOperations operations() {
        return operations;
    }

    /** What the JWKS says about it; not for symmetric keys. */
    Map<String, Object> published() {
        Map<String, Object> members = Objects.requireNonNull(jwk.toPublicJWK()).toJSONObject();
        members.put("alg", algorithmName);
        return members;
    }

    @Override
    public String toString() {
        return stored.toString();
    }
}
