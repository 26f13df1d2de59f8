/** A region as people say it: 广西 南宁 for 广西壮族自治区 南宁市 西乡塘区; a city that is its own province gives the district. */
export function shortRegion(region: string | null | undefined): string {
  const [province = "", city = "", district = ""] = (region ?? "").split(" ");
  const bare = (name: string) => (name.length > 2 ? name.replace(/(省|市|特别行政区|(壮族|回族|维吾尔)?自治区)$/, "") : name);
  const parts = bare(province) === bare(city) ? [bare(province), district] : [bare(province), bare(city)];
  return parts.filter((part) => part !== "").join(" ");
}
