package dev.sallyport.cli;

class MariaDbWalkTest extends WalkContract {
    @Override
    String url() {
        return Databases.mariaDb();
    }
}
