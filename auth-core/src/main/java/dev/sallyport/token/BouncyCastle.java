package dev.sallyport.token;

/** Whether Bouncy Castle is there. It is optional, so this class must not refer to any of its types. */
final class BouncyCastle {
    private BouncyCastle() {}

    /** @throws IllegalStateException when it is missing */
    static void require(String what) {
        try {
            Class.forName(
                    "org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters",
                    false,
                    BouncyCastle.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    what + " needs Bouncy Castle: add org.bouncycastle:bcprov-jdk18on to the application,"
                            + " or set TokenPolicy.algorithm to another than EDDSA",
                    e);
        }
    }
}
