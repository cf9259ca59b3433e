package dev.sallyport.token;

/** Signs and verifies with one key. Safe for use by many threads. */
interface KeyOperations {
    /** The signature in base64url. */
    String sign(byte[] signingInput);

    /** @param signature canonical base64url of any length */
    boolean verify(byte[] signingInput, String signature);
}
