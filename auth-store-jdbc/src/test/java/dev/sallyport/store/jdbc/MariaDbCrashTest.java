package dev.sallyport.store.jdbc;

class MariaDbCrashTest extends CrashContract {
    @Override
    String url() {
        return MariaDb.newUrl("");
    }

    @Override
    int usualKills() {
        return 2;
    }
}
