"""Downloads an archive with the functions of the vendor's client, as its task.download_outputs() does.

Importing the client as a whole takes seconds and asks the service for its version, so only the module with these
functions is.

Usage: vendor-download.py <url> <folder> [file of names, one a line]
"""

import importlib.util
import os
import pathlib
import sys

import urllib3

package = importlib.util.find_spec("inductiva")
path = os.path.join(package.submodule_search_locations[0], "utils", "data.py")
spec = importlib.util.spec_from_file_location("data", path)
data = importlib.util.module_from_spec(spec)
spec.loader.exec_module(data)

url, folder, *names = sys.argv[1:]
destination = pathlib.Path(folder)
if names:
    wanted = pathlib.Path(names[0]).read_text().splitlines()
    data.download_partial_outputs(url, wanted, destination)
else:
    zip_path = destination / "output.zip"
    data.download_file(urllib3.PoolManager().request("GET", url, preload_content=False), zip_path)
    data.decompress_zip(zip_path, destination)
    os.unlink(zip_path)
