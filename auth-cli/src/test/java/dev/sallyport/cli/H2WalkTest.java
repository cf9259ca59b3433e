package dev.sallyport.cli;

class H2WalkTest extends WalkContract {
    @Override
    String url() {
        return Databases.h2();
    }
}
