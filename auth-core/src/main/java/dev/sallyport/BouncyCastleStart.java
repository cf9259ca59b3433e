package dev.sallyport;

import dev.sallyport.thread.BackgroundThread;

/**
 * Loads Bouncy Castle's registrar on a thread that ends. The registrar leaves a thread-local on the thread that loads it; on a
 * thread of a container, which outlives the application, that would keep the application's class loader for ever.
 */
final class BouncyCastleStart {
    private static final String REGISTRAR = "org.bouncycastle.crypto.CryptoServicesRegistrar";

    private BouncyCastleStart() {}

    /** Does nothing where Bouncy Castle, which is optional, is missing. */
    static void load() {
        Thread loading = BackgroundThread.of(BouncyCastleStart::loadRegistrar, "sallyport-start");
        loading.start();
        boolean interrupted = false;
        while (loading.isAlive()) {
            try {
                loading.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void loadRegistrar() {
        try {
            Class.forName(REGISTRAR, true, BouncyCastleStart.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // Whatever needs it says so.
            return;
        }
    }
}
