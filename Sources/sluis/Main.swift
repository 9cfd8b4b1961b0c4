import Glibc
import LaptopCommands

@main struct Main {
    static func main() async { exit(await EntryPoint.run()) }
}
