package dev.sallyport.store.jdbc;

class MariaDbResealingCrashTest extends ResealingCrashContract {
    @Override
    String url() {
        return MariaDb.newUrl("");
    }

    @Override
    int usualKills() {
        return 1;
    }
}
