package dev.sallyport.token;

/** The algorithms a signing key can have (RFC 7518 §3.1, RFC 8037 §3.1). There is no way to name {@code none}. */
public enum SigningAlgorithm {
    /** Ed25519. The default: small, quick, deterministic. */
    EDDSA("EdDSA", true, 86),
    /** ECDSA over P-256 with SHA-256. */
    ES256("ES256", false, 86),
    /** RSASSA-PKCS1-v1_5 with SHA-256, for clients that know nothing else. */
    RS256("RS256", true, 342),
    /** RSASSA-PSS with SHA-256. */
    PS256("PS256", false, 342),
    /** HMAC with SHA-256. The key is never published, so only this application can verify. */
    HS256("HS256", true, 43);

    private final String headerName;
    private final boolean deterministic;
    private final int signatureLength;

    SigningAlgorithm(String headerName, boolean deterministic, int signatureLength) {
        this.headerName = headerName;
        this.deterministic = deterministic;
        this.signatureLength = signatureLength;
    }

    /** The value of {@code alg}. */
    public String headerName() {
        return headerName;
    }

    /** Tells whether signing the same bytes twice gives the same signature. */
    public boolean isDeterministic() {
        return deterministic;
    }

    /** Characters of a signature in base64url, by the keys that are made here. */
    int signatureLength() {
        return signatureLength;
    }
}
